"""espeak-ng through its library: speech with the time of each phone, without a process for every sentence."""
import ctypes
import ctypes.util

import numpy as np

RETRIEVAL, PHONEME_EVENTS, UTF8, PHONEME_EVENT, END_EVENT = 1, 1, 1, 7, 0
RATE, PITCH, RANGE = 1, 3, 4


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", _Id)]


class Espeak:
    """One synthesizer of this process: espeak-ng keeps its state in globals."""

    def __init__(self):
        self._library = ctypes.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1")
        self.sample_rate = self._library.espeak_Initialize(RETRIEVAL, 0, None, PHONEME_EVENTS)
        if self.sample_rate <= 0:
            raise RuntimeError("espeak-ng could not be started: install the package 'espeak-ng'")
        self._sounds, self._phones = [], []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
        self._receive = kind(self._take)          # kept, or it would be collected while espeak-ng holds it
        self._library.espeak_SetSynthCallback(self._receive)

    def _take(self, samples, count, events):
        if samples and count > 0:
            self._sounds.append(np.ctypeslib.as_array(samples, (count,)).copy())
        i = 0
        while events[i].type != END_EVENT:
            if events[i].type == PHONEME_EVENT:
                self._phones.append((events[i].audio_position / 1000, bytes(events[i].id.string).split(b"\0")[0].decode("utf-8", "replace")))
            i += 1
        return 0

    def speak(self, text, voice, rate, pitch, pitch_range):
        """(int16 samples at `sample_rate`, [(second at which it starts, espeak's name of the phone)])."""
        self._sounds, self._phones = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice '{voice}'")
        for parameter, value in ((RATE, rate), (PITCH, pitch), (RANGE, pitch_range)):
            self._library.espeak_SetParameter(parameter, value, 0)
        data = text.encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, 0, 0, UTF8, None, None)
        self._library.espeak_Synchronize()
        return (np.concatenate(self._sounds) if self._sounds else np.zeros(0, np.int16)), self._phones

"""What the recogniser is asked for: text by attention, text by CTC, phones frame by frame, and attention along the diagonal."""
import torch
import torch.nn.functional as F

from corpus import IGNORED

SMOOTHING, DIAGONAL_WIDTH = 0.05, 0.12
NAMES = ["attention", "ctc", "phones", "straying"]


def phones_alone(network, batch):
    """As losses, while only the encoder learns: the others are 0."""
    return 0.0, 0.0, phone_loss(network, network.encode_with_middle(batch.mel, batch.lengths)[2], batch), 0.0


def phone_loss(network, middle, batch):
    return F.cross_entropy(network.phones(middle).float().flatten(0, 1), batch.phones.flatten(), ignore_index=IGNORED)


def losses(network, batch, tokens, wrong_inputs):
    """(cross-entropy a token, CTC a token, cross-entropy a frame's phone, straying).

    `wrong_inputs` is the share of decoder inputs replaced at random, so that it listens instead of guessing.
    """
    hidden, mask, middle = network.encode_with_middle(batch.mel, batch.lengths)
    wrong = (torch.rand(batch.inputs.shape, device=hidden.device) < wrong_inputs) & (batch.inputs < tokens.end)
    inputs = torch.where(wrong, torch.randint(tokens.end, batch.inputs.shape, device=hidden.device), batch.inputs)
    logits = network.decode(inputs, hidden, mask)
    asked = batch.targets != IGNORED
    attention = F.cross_entropy(logits[asked], batch.targets[asked], label_smoothing=SMOOTHING)
    stray = sum(straying(block.cross.weights, batch) for block in network.decoder) / len(network.decoder)
    return attention, connectionist(network.ctc(hidden).float(), batch), phone_loss(network, middle, batch), stray


def straying(weights, batch):
    """Share of the cross-attention far from the diagonal (guided attention, Tachibana et al. 2018): speech and text
    advance together, and a decoder that knows this finds its place much sooner.
    """
    asked = batch.targets != IGNORED
    places = (asked.cumsum(1) - 0.5) / asked.sum(1, keepdim=True)
    frames = (torch.arange(weights.shape[-1], device=weights.device) + 0.5) / batch.lengths[:, None]
    far = 1 - torch.exp(-(places[:, :, None] - frames[:, None]) ** 2 / (2 * DIAGONAL_WIDTH ** 2))
    return ((weights.mean(1) * far).sum(-1) * asked).sum() / asked.sum()


def connectionist(scores, batch):
    """CTC (Graves et al. 2006) a token, the last class being the blank; rows without text do not count."""
    rows = [row for row, label in enumerate(batch.labels) if label]
    if not rows:
        return scores.sum() * 0
    sizes = torch.tensor([len(batch.labels[row]) for row in rows])
    flat = torch.tensor([number for row in rows for number in batch.labels[row]], device=scores.device)
    return F.ctc_loss(scores[rows].log_softmax(-1).transpose(0, 1), flat, batch.lengths[rows], sizes,
                      blank=scores.shape[-1] - 1, zero_infinity=True)

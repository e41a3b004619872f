namespace ConvoIntel.Evaluation.Stages;

/// <summary>What of the product an evaluation runs.</summary>
internal enum EvaluationStage
{
    /// <summary>The whole path, from sound to findings.</summary>
    Pipeline,

    /// <summary>Voice activity alone.</summary>
    Vad,

    /// <summary>Who speaks when, without recognising words.</summary>
    Diarization,

    /// <summary>Language alone, on the words of the reference.</summary>
    Tagger,
}

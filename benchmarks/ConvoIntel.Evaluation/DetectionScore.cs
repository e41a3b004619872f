namespace ConvoIntel.Evaluation;

/// <summary>Counts behind precision, recall and F1. Found and expected are matched separately: a call's words are cut differently by ear and by hand.</summary>
internal sealed class DetectionScore
{
    /// <summary>Expected items that were found.</summary>
    public int Recalled { get; private set; }

    public int Expected { get; private set; }

    /// <summary>Found items that were expected.</summary>
    public int Correct { get; private set; }

    public int Found { get; private set; }

    public double Precision => Found == 0 ? 0 : (double)Correct / Found;

    public double Recall => Expected == 0 ? 0 : (double)Recalled / Expected;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public void Expect(bool found)
    {
        Expected++;
        if (found) Recalled++;
    }

    public void Find(bool expected)
    {
        Found++;
        if (expected) Correct++;
    }
}

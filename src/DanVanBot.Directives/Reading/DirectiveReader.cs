namespace DanVanBot.Directives.Reading;

/// <summary>Reads the text of a document into its structure. Never throws on odd input: what is no document is refused with a reason.</summary>
public static class DirectiveReader
{
    /// <param name="fileName">The name the citations will carry; folders are dropped.</param>
    /// <param name="text">The whole text of the file.</param>
    /// <param name="options">What an operator has explicitly allowed.</param>
    public static ReadResult Read(string fileName, string text, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(text);
        _ = options;
        return ReadResult.Refused(RefusalReason.NotADirective, "The reader is not there yet.");
    }
}

namespace DanVanBot.Core.Conversations;

/// <summary>Dialogs that code starts by name. Each must exist: the dialog check and a test hold this.</summary>
public static class Names
{
    /// <summary>Greeting and menu.</summary>
    public const string Begin = "bat-dau";

    /// <summary>Ask about directives.</summary>
    public const string Ask = "hoi";

    /// <summary>Send a petition.</summary>
    public const string Petition = "phan-anh";

    /// <summary>Look a petition up.</summary>
    public const string LookUp = "tra-cuu";

    /// <summary>A case, as an officer sees it.</summary>
    public const string Case = "tra-loi";

    /// <summary>Help.</summary>
    public const string Help = "tro-giup";

    /// <summary>
    /// Dialogs a group may start: they show nothing of a person and keep nothing. The last four are the buttons under an answer, and show what the documents say.
    /// </summary>
    public static readonly IReadOnlySet<string> ForGroups = new HashSet<string> { Begin, Ask, Help, "xem-muc", "xem-them", "nghia-vu", "lien-quan" };

    /// <summary>Every name above.</summary>
    public static readonly IReadOnlyList<string> All = [Begin, Ask, Petition, LookUp, Case, Help];
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;
using DanVanBot.Directives.Data;

namespace DanVanBot.Directives.Reading;

/// <summary>The reader's word lists and patterns, from <c>reading.yaml</c>. Loaded once; immutable.</summary>
internal sealed class ReadingRules
{
    private static readonly Lazy<ReadingRules> Loaded = new(() => new ReadingRules(DataNode.Embedded("reading.yaml")));
    private readonly Dictionary<string, string> _labels;

    private ReadingRules(DataNode root)
    {
        _labels = root["labels"].Entries.ToDictionary(e => e.Key, e => e.Value.Text, StringComparer.Ordinal);
        var types = root["types"].Items.Select(i => (Name: i["name"].Text, Codes: i.Strings("codes"))).ToArray();
        TypeNames = [.. types.Select(t => t.Name).OrderByDescending(n => n.Length)];
        TypeOfCode = types.SelectMany(t => t.Codes.Select(c => (c, t.Name))).ToFrozenDictionary(p => p.c, p => p.Name, StringComparer.Ordinal);
        Mottoes = [.. root.Strings("mottoes").Select(Compile)];
        Number = Compile(root["number"].Text);
        Date = Compile(root["date"].Text);
        SubjectMark = Compile(root["subject_mark"].Text);
        AddresseesMark = Compile(root["addressees_mark"].Text);
        CopiesMark = Compile(root["copies_mark"].Text);
        Authority = Compile(root["authority"].Text);
        Roles = root.Strings("roles").ToFrozenSet(StringComparer.Ordinal);
        PreambleStarts = root.Strings("preamble_starts");
        ClosingStarts = root.Strings("closing_starts");
        ClosingPattern = Compile(root["closing_pattern"].Text);
        PreambleEnd = Compile(root["preamble_end"].Text);
        OpenEndings = root.Strings("open_endings").ToFrozenSet(StringComparer.Ordinal);
        UnitOpenings = root.Strings("unit_openings").ToFrozenSet(StringComparer.Ordinal);
        Classified = Compile(root["classified"].Text);
        Internal = Compile(root["internal"].Text);
        PageNumber = Compile(root["page_number"].Text);
        PageLine = Compile(root["page_line"].Text);
        NumberAlone = Compile(root["number_alone"].Text);
        BodyWords = Compile(root["body_words"].Text);
        StepWord = root["step_word"].Text;
        ThisWord = root["this_word"].Text;
        NumberWord = root["number_word"].Text;
        CommuneWords = root.Strings("commune_words");
        Districts = [.. root["districts"].Entries.Select(e => (e.Key, e.Value.Text))];
        StateIssuers = root.Strings("state_issuers");
        LowerInNames = root.Strings("lower_in_names");
        NameGoesOn = root.Strings("name_goes_on");
        ReferenceDate = Compile(root["reference_date"].Text);
        ReferenceOf = Compile(root["reference_of"].Text);
        ReferenceTitle = Compile(root["reference_title"].Text);
        Unit = Compile(root["unit"].Text);
        IssuerVerbs = Compile(root["issuer_verbs"].Text);
        Levels = [.. root["levels"].Items.Select(i => (ReadLevel(i["level"]), i.Strings("words")))];
        LevelCodes = root["level_codes"].Entries.ToFrozenDictionary(e => e.Key, e => ReadLevel(e.Value), StringComparer.Ordinal);
        PlaceWord = Compile(root["place_word"].Text);
        PartyWords = root["systems"].Strings("party");
        UnitTitle = Compile(root["unit_title"].Text);
        UnitInName = Compile(root["unit_in_name"].Text);
        UnitTitleEnd = Compile(root["unit_title_end"].Text);
        Request = Compile(root["request"].Text);
        Responsible = Compile(root["responsible"].Text);
        NotTaskTexts = Compile(root["not_task_texts"].Text);
        PartWords = root.Strings("part_words");
        NamedParts = PartWords.Concat([Article, Chapter, Annex]).SelectMany(w => new[] { w, w.ToUpperInvariant() }).ToFrozenSet(StringComparer.Ordinal);
        UnbrokenNames = root.Strings("unbroken_names");
        ChargedTitle = Compile(root["charged_title"].Text);
        TitleOpen = Compile(root["title_open"].Text);
        TitleTime = Compile(root["title_time"].Text);
        LeadItem = Compile(root["lead_item"].Text);
        ReportCycle = Compile(root["report_cycle"].Text);
        ReportWindow = Compile(root["report_window"].Text);
        ReportWho = Compile(root["report_who"].Text);
        Abbreviation = Compile(root["abbreviation"].Text);
        UnitVerb = Compile(root["unit_verb"].Text);
        DutiesOf = Compile(root["duties_of"].Text);
        SuperiorNames = root["superior_names"].Entries.ToFrozenDictionary(e => e.Key, e => e.Value.Text, StringComparer.Ordinal);
        Acronyms = root.Strings("acronyms").ToFrozenSet(StringComparer.Ordinal);
        BasisStarts = root.Strings("basis_starts");
        AnnexTitles = Compile(root["annex_titles"].Text);
        AnnexedTo = Compile(root["annexed_to"].Text);
        FormLine = Compile(root["form_line"].Text);
        RolePattern = Compile(root["role_pattern"].Text);
        NameTitles = Compile(root["name_titles"].Text);
        OfBody = Compile(root["of_body"].Text);
        ProseNames = root.Strings("prose_names");
        Ordinals = root.Strings("ordinals");
        ReferenceTitleEnd = Compile(root["reference_title_end"].Text);
        Standing = Compile(root["standing_body"].Text);
        Dependent = Compile(root["dependent_body"].Text);
        DirectedUnit = Compile(root["directed_unit"].Text);
        PlanTitles = Compile(root["plan_titles"].Text);
        ReportTypes = root.Strings("reports").ToFrozenSet(StringComparer.Ordinal);
        ContentsTitles = Compile(root["contents_titles"].Text);
        ContentsLead = Compile(root["contents_lead"].Text);
        ContentsItem = Compile(root["contents_item"].Text);
        Charge = Compile(root["charge"].Text);
        Descriptions = [.. root.Strings("descriptions").Select(Compile)];
        StampTime = Compile(root["stamp_time"].Text);
        AndWord = root["and_word"].Text;
        MemberRole = Compile(root["member_role"].Text);
        NotPlaces = root.Strings("not_places").ToFrozenSet(StringComparer.Ordinal);
        Joint = Compile(root["joint"].Text);
        TwoRoles = Compile(root["two_roles"].Text);
        BodyStart = Compile(root["body_start"].Text);
        Acting = Compile(root["acting"].Text);
        ClosingAsks = Compile(root["closing_asks"].Text);
        Courtesy = Compile(root["courtesy"].Text);
        Member = Compile(root["member"].Text);
        RuleTypes = root.Strings("rule_types").ToFrozenSet(StringComparer.Ordinal);
        RuleSubjects = Compile(root["rule_subjects"].Text);
        Within = Compile(root["within"].Text);
        OtherDocuments = root.Strings("other_documents");
        NotTaskTitles = Compile(root["not_task_titles"].Text);
        TaskTitles = Compile(root["task_titles"].Text);
        Decides = Compile(root["decides"].Text);
        TaskNotes = Compile(root["task_notes"].Text);
        TableHeads = root["table_heads"].Entries.ToFrozenDictionary(e => e.Key, e => Compile(e.Value.Text), StringComparer.Ordinal);
        Report = Compile(root["report"].Text);
        ReportSent = Compile(root["report_sent"].Text);
        ReportToward = Compile(root["report_toward"].Text);
        ReportAside = Compile(root["report_aside"].Text);
        ReportNot = Compile(root["report_not"].Text);
        Recurrence = Compile(root["recurrence"].Text);
        Deadline = Compile(root["deadline"].Text);
        Via = Compile(root["via"].Text);
        CycleBefore = Compile(root["cycle_before"].Text);
        BetweenParts = Compile(root["between_parts"].Text);
        ReportRow = Compile(root["report_row"].Text);
        StatRate = Compile(root["stat_rate"].Text);
        StatParts = Compile(root["stat_parts"].Text);
        StatPartial = Compile(root["stat_partial"].Text);
        StatNotPart = Compile(root["stat_not_part"].Text);
        StatHalves = [.. root.Strings("stat_halves").Select(Compile)];
        StatUnits = [.. root.Strings("stat_units").OrderByDescending(u => u.Length)];
        StatPrefix = Compile(root["stat_prefix"].Text);
        StatCited = Compile(root["stat_cited"].Text);
        StatBreakdown = Compile(root["stat_breakdown"].Text);
        Period = Compile(root["period"].Text);
    }

    public static ReadingRules Default => Loaded.Value;

    public string Header => _labels["header"];
    public string AddresseesLabel => _labels["addressees"];
    public string Preamble => _labels["preamble"];
    public string Closing => _labels["closing"];
    public string CopiesLabel => _labels["copies"];
    public string Signature => _labels["signature"];
    public string Footnote => _labels["footnote"];
    public string Article => _labels["article"];
    public string Chapter => _labels["chapter"];
    public string Annex => _labels["annex"];

    public string[] TypeNames { get; }
    public FrozenDictionary<string, string> TypeOfCode { get; }
    public Regex[] Mottoes { get; }
    public Regex Number { get; }
    public Regex Date { get; }
    public Regex SubjectMark { get; }
    public Regex AddresseesMark { get; }
    public Regex CopiesMark { get; }
    public Regex Authority { get; }
    public FrozenSet<string> Roles { get; }
    public string[] PreambleStarts { get; }
    public string[] ClosingStarts { get; }
    public Regex ClosingPattern { get; }
    public Regex PreambleEnd { get; }
    public FrozenSet<string> OpenEndings { get; }
    public FrozenSet<string> UnitOpenings { get; }
    public Regex Classified { get; }
    public Regex Internal { get; }
    public Regex PageNumber { get; }
    public Regex PageLine { get; }
    public Regex NumberAlone { get; }
    public Regex BodyWords { get; }
    public string StepWord { get; }
    public string ThisWord { get; }
    public string NumberWord { get; }
    public string[] CommuneWords { get; }
    public (string Word, string Committee)[] Districts { get; }
    public string[] StateIssuers { get; }
    public string[] LowerInNames { get; }
    public string[] NameGoesOn { get; }
    public Regex ReferenceDate { get; }
    public Regex ReferenceOf { get; }
    public Regex ReferenceTitle { get; }
    public Regex Unit { get; }
    public Regex IssuerVerbs { get; }
    public (OfficeLevel Level, string[] Words)[] Levels { get; }
    public FrozenDictionary<string, OfficeLevel> LevelCodes { get; }
    public Regex PlaceWord { get; }
    public string[] PartyWords { get; }
    public Regex UnitTitle { get; }
    public Regex UnitInName { get; }
    public Regex UnitTitleEnd { get; }
    public Regex Request { get; }
    public Regex Responsible { get; }
    public Regex NotTaskTexts { get; }
    public string[] PartWords { get; }
    public Regex ChargedTitle { get; }
    public Regex TitleOpen { get; }
    public Regex TitleTime { get; }
    public Regex LeadItem { get; }
    public Regex ReportCycle { get; }
    public Regex ReportWindow { get; }
    public Regex ReportWho { get; }
    public Regex Abbreviation { get; }
    public Regex UnitVerb { get; }
    public Regex DutiesOf { get; }
    public FrozenDictionary<string, string> SuperiorNames { get; }
    public FrozenSet<string> NamedParts { get; }
    public string[] UnbrokenNames { get; }
    public FrozenSet<string> Acronyms { get; }
    public string[] BasisStarts { get; }
    public Regex AnnexTitles { get; }
    public Regex AnnexedTo { get; }
    public Regex FormLine { get; }
    public Regex RolePattern { get; }
    public Regex NameTitles { get; }
    public Regex OfBody { get; }
    public string[] ProseNames { get; }
    public string[] Ordinals { get; }
    public Regex ReferenceTitleEnd { get; }
    public Regex Standing { get; }
    public Regex Dependent { get; }
    public Regex DirectedUnit { get; }
    public Regex PlanTitles { get; }
    public FrozenSet<string> ReportTypes { get; }
    public Regex ContentsTitles { get; }
    public Regex ContentsLead { get; }
    public Regex ContentsItem { get; }
    public Regex Charge { get; }
    public Regex[] Descriptions { get; }
    public Regex StampTime { get; }
    public string AndWord { get; }
    public Regex MemberRole { get; }
    public FrozenSet<string> NotPlaces { get; }
    public Regex Joint { get; }
    public Regex TwoRoles { get; }
    public Regex BodyStart { get; }
    public Regex Acting { get; }
    public Regex ClosingAsks { get; }
    public Regex Courtesy { get; }
    public Regex Member { get; }
    public FrozenSet<string> RuleTypes { get; }
    public Regex RuleSubjects { get; }
    public Regex Within { get; }
    public string[] OtherDocuments { get; }
    public Regex NotTaskTitles { get; }
    public Regex TaskTitles { get; }
    public Regex Decides { get; }
    public Regex TaskNotes { get; }
    public FrozenDictionary<string, Regex> TableHeads { get; }
    public Regex Report { get; }
    public Regex ReportSent { get; }
    public Regex ReportToward { get; }
    public Regex ReportAside { get; }
    public Regex ReportNot { get; }
    public Regex Recurrence { get; }
    public Regex Deadline { get; }
    public Regex Via { get; }
    public Regex CycleBefore { get; }
    public Regex BetweenParts { get; }
    public Regex ReportRow { get; }
    public Regex StatRate { get; }
    public Regex StatParts { get; }
    public Regex StatPartial { get; }
    public Regex StatNotPart { get; }
    public Regex[] StatHalves { get; }
    public string[] StatUnits { get; }
    public Regex StatPrefix { get; }
    public Regex StatCited { get; }
    public Regex StatBreakdown { get; }
    public Regex Period { get; }

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant);

    private static OfficeLevel ReadLevel(DataNode node) =>
        Enum.TryParse<OfficeLevel>(node.Text, out var level) ? level : throw node.Error("no such level of government");
}

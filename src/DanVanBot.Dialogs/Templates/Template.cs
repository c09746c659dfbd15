using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace DanVanBot.Dialogs;

/// <summary>
/// A text with Handlebars places, compiled at first use and kept. It sees only the model it is given:
/// no files, no clock, no partials.
/// </summary>
public sealed partial class Template
{
    private readonly Lazy<HandlebarsTemplate<object, object>> _compiled;

    internal Template(TemplateCompiler compiler, string source, int line)
    {
        Source = Markup.Strip(source);
        Line = line;
        IsConstant = !Source.Contains("{{", StringComparison.Ordinal);
        Paths = IsConstant ? [] : [.. Places().Matches(Source).SelectMany(m => Names().Matches(m.Groups[1].Value)).Select(m => m.Value).Distinct(StringComparer.Ordinal)];
        _compiled = new Lazy<HandlebarsTemplate<object, object>>(() => compiler.Compile(Source));
    }

    public string Source { get; }

    public int Line { get; }

    /// <summary>No places to fill: the text is what it is.</summary>
    public bool IsConstant { get; }

    /// <summary>Every dotted path named between braces, also inside blocks; helper names and literals among them do no harm.</summary>
    internal IReadOnlyList<string> Paths { get; }

    /// <summary>What is wrong with the template, or null.</summary>
    internal string? Problem()
    {
        if (IsConstant)
            return null;
        try
        {
            Render(new Dictionary<string, object?>());
            return null;
        }
        catch (HandlebarsException e)
        {
            return e.Message;
        }
    }

    internal (string Text, IReadOnlyList<TextSpan> Spans) Render(IReadOnlyDictionary<string, object?> model) =>
        Markup.Read(IsConstant ? Source : _compiled.Value(model, null!));

    [GeneratedRegex(@"\{\{\{?([^}]*)\}?\}\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")]
    private static partial Regex Names();

    internal string RenderPlain(IReadOnlyDictionary<string, object?> model) => Render(model).Text;
}

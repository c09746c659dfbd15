using System.Globalization;
using System.Text;
using HandlebarsDotNet;

namespace DanVanBot.Dialogs;

/// <summary>One Handlebars environment with our helpers; its words for dates come from <c>words.yaml</c>.</summary>
internal sealed class TemplateCompiler
{
    private readonly IHandlebars _handlebars;
    private readonly Words _words;

    public TemplateCompiler(Words words)
    {
        _words = words;
        _handlebars = Handlebars.Create(new HandlebarsConfiguration
        {
            NoEscape = true,
            FormatProvider = CultureInfo.InvariantCulture,
            ThrowOnUnresolvedBindingExpression = false,
        });
        Block("quote", SpanKind.Quote);
        Block("strong", SpanKind.Strong);
        Block("code", SpanKind.Code);
        Inline("date", value => Date(value, withTime: false));
        Inline("datetime", value => Date(value, withTime: true));
        Inline("number", Number);
    }

    public HandlebarsTemplate<object, object> Compile(string source)
    {
        lock (_handlebars) // compiling registers shared descriptors; running does not
            return _handlebars.Compile(source);
    }

    /// <summary>"thứ Hai, 15/6/2026" from yyyy-MM-dd or an instant with offset; anything else stays as it is.</summary>
    public string Date(string value, bool withTime)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", c, DateTimeStyles.None, out DateOnly day))
            return _words.Day(day);
        if (!value.Contains('T', StringComparison.Ordinal) || !DateTimeOffset.TryParse(value, c, DateTimeStyles.None, out DateTimeOffset at))
            return value;
        string date = _words.Day(DateOnly.FromDateTime(at.DateTime));
        return withTime ? _words.At(date, at.Hour, at.Minute) : date;
    }

    /// <summary>1807 as 1.807, as numbers are written in Vietnam.</summary>
    public static string Number(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n)
            ? n.ToString("#,0", Vietnamese)
            : value;

    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    /// <summary>A helper of one value. Without one, it is a value of that name which was meant.</summary>
    private void Inline(string name, Func<string, string> format) =>
        _handlebars.RegisterHelper(name, (output, context, args) =>
        {
            object? value = args.Length > 0 ? args[0] : context[name];
            if (value is not (null or UndefinedBindingResult))
                output.WriteSafeString(format(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        });

    private void Block(string name, SpanKind kind) =>
        _handlebars.RegisterHelper(name, (output, options, context, _) =>
        {
            output.WriteSafeString(Markup.Open(kind));
            options.Template(output, context);
            output.WriteSafeString(Markup.Close(kind));
        });
}

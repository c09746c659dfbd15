namespace DanVanBot.Core.Channels;

/// <summary>A secret that cannot slip into a text by accident: <see cref="ToString"/> and record printing show <c>***</c>.</summary>
public sealed class SecretText(string value) : IEquatable<SecretText>
{
    private readonly string _value = value;

    /// <summary>The secret itself, for the wire only.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public bool Equals(SecretText? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretText);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    /// <inheritdoc />
    public override string ToString() => "***";
}

namespace DanVanBot.Core.Storage;

/// <summary>The store cannot be opened. The message tells an operator what is wrong with which file; it holds no secret.</summary>
public abstract class StoreOpenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process works on this data folder. A command then talks to that process instead.</summary>
public sealed class DataFolderInUseException(string message, Exception? inner = null) : StoreOpenException(message, inner);

/// <summary>The data folder cannot be made or written.</summary>
public sealed class DataFolderUnwritableException(string message, Exception? inner = null) : StoreOpenException(message, inner);

/// <summary>There is data, but the key file that opens it is not there.</summary>
public sealed class KeyMissingException(string message) : StoreOpenException(message);

/// <summary>The key file is no key, or not the key of this data.</summary>
public sealed class WrongKeyException(string message, Exception? inner = null) : StoreOpenException(message, inner);

/// <summary>The data cannot be read as what it should be.</summary>
public sealed class DataDamagedException(string message, Exception? inner = null) : StoreOpenException(message, inner);

/// <summary>The data was written by a newer version of this program.</summary>
public sealed class DataTooNewException(string message) : StoreOpenException(message);

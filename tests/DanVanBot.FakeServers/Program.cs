return await DanVanBot.FakeServers.CommandLine.RunAsync(args);

using EmailPlatform.Server.Hosting;

return await Node.RunAsync(args);

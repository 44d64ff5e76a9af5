// Node-RED as the tests run it: on loopback, without an editor, without asking anybody for anything.
module.exports = {
  uiHost: "127.0.0.1",
  httpAdminRoot: false,
  credentialSecret: false,
  functionExternalModules: true,
  externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: "warn", metrics: false, audit: false } },
};

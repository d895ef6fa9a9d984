// A browser with one window and nothing else: what a person's own browser is to the app under test.
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 900, height: 700, webPreferences: { sandbox: true } });
  window.loadURL('about:blank');
});

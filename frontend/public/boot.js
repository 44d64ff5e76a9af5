// Before the first paint: the chosen theme, and whether to draw the frame of somebody who is signed in.
(function () {
  try {
    var root = document.documentElement;
    var theme = localStorage.getItem('halfhour.theme');
    if (theme) root.dataset.theme = theme;
    if (localStorage.getItem('halfhour.signed-in')) root.dataset.signedIn = '';
  } catch {
    // storage is closed to us: the system's theme it is
  }
})();

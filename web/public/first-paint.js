// Sets theme, density and language of the document before anything is drawn. The same keys are written by
// src/app/preferences.ts.
(function () {
  var stored = {};
  try {
    stored = JSON.parse(localStorage.getItem('tuoke.preferences') || '{}');
  } catch (_) {
    // a broken entry means the defaults
  }
  var dark =
    stored.theme === 'dark' ||
    (stored.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = stored.density || 'compact';
  var language = stored.language || (/^zh/i.test(navigator.language) ? 'zh' : 'en');
  root.lang = language === 'zh' ? 'zh-CN' : 'en';
})();

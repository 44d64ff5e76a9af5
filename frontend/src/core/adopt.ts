const adopted = new Set<string>();

/** Add a stylesheet's text to the document once; vite/styles.ts turns `import './x.css'` into this call. */
export function adopt(text: string): void {
  if (adopted.has(text)) return;
  adopted.add(text);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}

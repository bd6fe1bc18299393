// Which language the page speaks, its texts, and how numbers and dates are written in it. Only the texts that are spoken are
// loaded; switching loads the others and does not reload the page.

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { currentPreferences, usePreferences } from '../app/preferences';
import type { Language } from '../api/types';
import { formatsOf, type Formats } from './format';
import type { Dictionary } from './zh';

const loaders: Record<Language, () => Promise<Dictionary>> = {
  zh: async () => (await import('./zh')).zh,
  en: async () => (await import('./en')).en,
};
const loaded = new Map<Language, Dictionary>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function load(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  loaded.set(language, await loaders[language]());
  listeners.forEach((listener) => listener());
}

function browserLanguage(): Language {
  return /^zh/i.test(navigator.language) ? 'zh' : 'en';
}

/** Loads the texts that the page begins with; nothing can be shown before. */
export function loadTexts(): Promise<void> {
  return load(currentPreferences().language ?? browserLanguage());
}

/** The language that is spoken: the one wished for, or until its texts have come the one before. */
export function useLanguage(): { language: Language; tag: 'zh-CN' | 'en' } {
  const chosen = usePreferences().language;
  const wished = chosen ?? browserLanguage();
  const ready = useSyncExternalStore(subscribe, () => loaded.has(wished));
  useEffect(() => {
    // where they cannot be had the page goes on in the language it has
    if (!ready) load(wished).catch(() => undefined);
  }, [ready, wished]);
  const language = ready ? wished : wished === 'zh' ? 'en' : 'zh';
  return { language, tag: language === 'zh' ? 'zh-CN' : 'en' };
}

export function useTexts(): Dictionary {
  const { language } = useLanguage();
  const texts = loaded.get(language);
  if (!texts) throw new Error(`the texts of ${language} are not loaded`);
  return texts;
}

export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}

/** Keeps the document's language right for screen readers, hyphenation and font choice. */
export function useDocumentLanguage(): void {
  const { tag } = useLanguage();
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
}

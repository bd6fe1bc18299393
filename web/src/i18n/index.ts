// Which language the page speaks, its texts, and how numbers and dates are written in it. Switching does not reload.

import { useEffect, useMemo } from 'react';
import { usePreferences } from '../app/preferences';
import type { Language } from '../api/types';
import { en } from './en';
import { formatsOf, type Formats } from './format';
import { zh, type Dictionary } from './zh';

const dictionaries: Record<Language, Dictionary> = { zh, en };

function browserLanguage(): Language {
  return /^zh/i.test(navigator.language) ? 'zh' : 'en';
}

export function useLanguage(): { language: Language; tag: 'zh-CN' | 'en' } {
  const chosen = usePreferences().language;
  const language = chosen ?? browserLanguage();
  return { language, tag: language === 'zh' ? 'zh-CN' : 'en' };
}

export function useTexts(): Dictionary {
  return dictionaries[useLanguage().language];
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

// The wording of the method's codes comes from the server, so that page, exports and command line say the same.

import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, use, useMemo } from 'react';
import { useLanguage, useTexts } from '../i18n';
import { answerOf, client } from './client';

const keepForever = { staleTime: Infinity, gcTime: Infinity } as const;

export const labelsQuery = queryOptions({
  queryKey: ['labels'],
  queryFn: ({ signal }) => answerOf(client.GET('/api/v1/labels', { signal })),
  ...keepForever,
});

export interface Word { code: string; text: string }

export interface Wording {
  /** Words a code; `group` is the set it belongs to when the code itself is not dotted. */
  word: (code: string | null | undefined, group?: string) => string;
  /** All codes of a set in their order, without the set's name. */
  all: (group: string) => Word[];
}

function readable(code: string): string {
  return code.replace(/^.*\./, '').replaceAll('_', ' ');
}

/** The method words its codes for the middle of a sentence; the page shows them as items of their own. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Made once for the whole page: a table of a hundred rows asks for thousands of words. */
export function useWording(): Wording {
  const { language } = useLanguage();
  const texts = useTexts();
  const { data } = useQuery(labelsQuery);
  return useMemo(() => {
    const known = new Map((data ?? []).map((label) => [label.code, sentence(label[language])]));
    const own = texts.codes as Record<string, Record<string, string>>;
    const word: Wording['word'] = (code, group) => {
      if (!code) return '';
      const dotted = group && !code.startsWith(`${group}.`) ? `${group}.${code}` : code;
      const [set = '', ...rest] = dotted.split('.');
      return known.get(dotted) ?? own[set]?.[rest.join('.')] ?? known.get(code) ?? readable(code);
    };
    const all: Wording['all'] = (group) => {
      const prefix = `${group}.`;
      const served = (data ?? []).filter((label) => label.code.startsWith(prefix)).map((label) => label.code.slice(prefix.length));
      const codes = served.length > 0 ? served : Object.keys(own[group] ?? {});
      return codes.map((code) => ({ code, text: word(code, group) }));
    };
    return { word, all };
  }, [data, language, texts]);
}

export const WordingContext = createContext<Wording>({ word: (code) => code ?? '', all: () => [] });

export function useLabels(): Wording {
  return use(WordingContext);
}

export function useOutcomes() {
  return useQuery({
    queryKey: ['dispositions'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/dispositions', { signal })),
    ...keepForever,
  });
}

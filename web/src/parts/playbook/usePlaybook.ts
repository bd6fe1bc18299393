// The words of causes and plays: the team's own where it wrote some, else the built-in ones.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLabels } from '../../api/labels';
import { playbookQuery } from '../../api/playbook';
import { useCan } from '../../app/me';
import { useLanguage } from '../../i18n';

export interface PlaybookWords { cause: (code: string) => string; play: (code: string) => string }

export function usePlaybook(): PlaybookWords {
  const { word } = useLabels();
  const { language } = useLanguage();
  const can = useCan();
  const { data } = useQuery({ ...playbookQuery, enabled: can('see_methods') });
  return useMemo(() => {
    const own = new Map((data ?? []).filter((entry) => entry.edited).map((entry) => [entry.code, entry.words[language]]));
    const of = (set: string) => (code: string) => own.get(`${set}.${code}`) ?? word(code, set);
    return { cause: of('opening_cause'), play: of('play') };
  }, [data, language, word]);
}

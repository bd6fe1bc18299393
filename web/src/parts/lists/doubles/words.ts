// How the fields of a merge and their values are worded.

import { useLabels } from '../../../api/labels';
import { useTexts } from '../../../i18n';

/** The sets that the values of a field are words of. */
const WORDED: Record<string, string> = {
  market: 'market', relation_group: 'relation_group', disposition: 'disposition', nearness: 'nearness',
};

export function useFieldWords() {
  const t = useTexts();
  const { word } = useLabels();
  return {
    name: (field: string): string => t.doubles.fields[field] ?? word(field.replace(/^custom\./, ''), 'card'),
    value: (field: string, value: string | null | undefined): string => {
      if (!value) return t.common.none;
      const set = WORDED[field];
      return set ? word(value, set) : value;
    },
  };
}

// Why a row ended as it did, or stayed when its import was undone, in words.

import { useLabels } from '../../../api/labels';
import type { RowReason } from '../../../api/types';
import { useFormats, useTexts } from '../../../i18n';

export function useReasonText(): (reason: RowReason) => string {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return ({ code, params = {} }) => {
    const { score, fields, field, ...others } = params;
    const alike = fields ? fields.split(',').map((one) => word(one, 'likeness_field')) : [];
    if (score) alike.push(format.percent(Number(score), 0));
    if (field) alike.push(word(field.replace(/^custom\./, ''), 'card'));
    const said = [...alike, ...Object.values(others)].filter(Boolean).join(', ');
    const words = word(code, t.codes.import_reason[code] ? 'import_reason' : 'kept_because');
    return said ? `${words} (${said})` : words;
  };
}

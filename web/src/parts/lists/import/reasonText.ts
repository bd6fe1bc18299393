// Why a row ended as it did, or stayed when its import was undone, in words.

import { useLabels } from '../../../api/labels';
import type { RowReason } from '../../../api/types';
import { useFormats, useLanguage, useTexts } from '../../../i18n';

export function useReasonText(): (reason: RowReason) => string {
  const t = useTexts();
  const format = useFormats();
  const { language } = useLanguage();
  const { word, all } = useLabels();
  const groupOf = (code: string) => {
    if (t.codes.import_reason[code]) return 'import_reason';
    return all('deal_row').some((one) => one.code === code) ? 'deal_row' : 'kept_because';
  };
  return ({ code, params = {} }) => {
    const { score, fields, field, ...others } = params;
    const alike = fields ? fields.split(',').map((one) => word(one, 'likeness_field')) : [];
    if (score) alike.push(format.percent(Number(score), 0));
    if (field) alike.push(word(field.replace(/^custom\./, ''), 'card'));
    // some are said in both languages
    const own = Object.entries(others).filter(([name]) => !/_(zh|en)$/.test(name) || name.endsWith(`_${language}`));
    const said = [...alike, ...own.map(([, value]) => value)].filter(Boolean).join(', ');
    const words = word(code, groupOf(code));
    return said ? `${words} (${said})` : words;
  };
}

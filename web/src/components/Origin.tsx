// Market and method together: the methods offered are those of the market chosen.

import { useQuery } from '@tanstack/react-query';
import { useLabels } from '../api/labels';
import { methodsQuery } from '../api/methods';
import { useLanguage, useTexts } from '../i18n';
import { Field } from './Field';

export interface OriginValue { market: string; method: string }

export function Origin({ value, onChange, none }: { value: OriginValue; onChange: (value: OriginValue) => void; none?: string }) {
  const t = useTexts();
  const { language } = useLanguage();
  const { all } = useLabels();
  const { data: methods = [] } = useQuery(methodsQuery);
  const offered = methods.filter((method) => !value.market || method.market === value.market);
  return (
    <>
      <Field label={t.lists.market}>
        <select value={value.market} onChange={(event) => onChange({ market: event.target.value, method: '' })}>
          <option value="">{none ?? t.common.none}</option>
          {all('market').map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
        </select>
      </Field>
      <Field label={t.lists.method}>
        <select
          value={value.method}
          onChange={(event) => {
            const chosen = methods.find((method) => method.code === event.target.value);
            onChange({ market: chosen?.market ?? value.market, method: event.target.value });
          }}
        >
          <option value="">{none ?? t.common.none}</option>
          {offered.map((method) => <option key={method.code} value={method.code}>{method.name[language]}</option>)}
        </select>
      </Field>
    </>
  );
}

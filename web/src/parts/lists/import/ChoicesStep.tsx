// What happens to duplicates, and whose the new names are.

import { useQuery } from '@tanstack/react-query';
import { usersQuery } from '../../../api/team';
import type { ImportChange, ImportRun, OnDuplicate } from '../../../api/types';
import { useCan, useMe } from '../../../app/me';
import { Field } from '../../../components/Field';
import { Origin } from '../../../components/Origin';
import { useTexts } from '../../../i18n';

const CHOICES: OnDuplicate[] = ['skip', 'fill', 'overwrite', 'create', 'review'];
const KNOWN_DEALS = ['skip', 'fill', 'overwrite'] as const;

interface Choice { value: string; title: string; hint: string; checked: boolean; choose: () => void }

function Question({ name, legend, choices }: { name: string; legend: string; choices: Choice[] }) {
  return (
    <fieldset className="stack">
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input type="radio" name={name} value={choice.value} checked={choice.checked} onChange={choice.choose} />
          <b>{choice.title}</b>
          <span className="quiet">{choice.hint}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function ChoicesStep({ run, change }: { run: ImportRun; change: (change: ImportChange) => void }) {
  const t = useTexts();
  const can = useCan();
  const me = useMe();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('assign') });
  const owners = can('assign') ? users.filter((user) => user.active) : [me];
  const deals = run.subject === 'deals';
  const duplicates = (values: readonly OnDuplicate[], texts: Partial<Record<OnDuplicate, { title: string; hint: string }>>): Choice[] =>
    values.map((value) => ({ value, title: '', hint: '', ...texts[value], checked: run.on_duplicate === value, choose: () => change({ on_duplicate: value }) }));
  const makes = deals ? run.make_customers : run.on_duplicate === 'create';
  const making = (make: boolean) => change(deals ? { make_customers: make } : { on_duplicate: make ? 'create' : 'skip' });
  const unmatched: Choice[] = [
    { value: 'skip', ...t.orders.unmatchedSkip, checked: !makes, choose: () => making(false) },
    { value: 'create', ...t.orders.unmatchedCreate, checked: makes, choose: () => making(true) },
  ];
  return (
    <div className="import-choices">
      <div className="stack">
        {run.subject === 'names' ? <Question name="on-duplicate" legend={t.importing.onDuplicate} choices={duplicates(CHOICES, t.importing.duplicateChoices)} /> : null}
        {deals ? <Question name="on-duplicate" legend={t.importing.knownDeals} choices={duplicates(KNOWN_DEALS, t.importing.knownDealChoices)} /> : null}
        {run.subject === 'names' ? null : <Question name="unmatched" legend={t.orders.unmatched} choices={unmatched} />}
      </div>
      <div className="stack">
        <Field label={t.importing.owner}>
          <select value={run.owner?.id ?? ''} onChange={(event) => change({ owner_id: event.target.value })}>
            {run.owner ? null : <option value="">{t.importing.noOwner}</option>}
            {owners.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
          </select>
        </Field>
        <Origin
          value={{ market: run.market ?? '', method: run.method ?? '' }}
          none={t.importing.fromFile}
          onChange={({ market, method }) => change({ ...(market ? { market } : {}), ...(method ? { method } : {}) })}
        />
      </div>
    </div>
  );
}

// What happens to duplicates, and whose the new names are.

import { useQuery } from '@tanstack/react-query';
import { usersQuery } from '../../../api/team';
import type { ImportChange, ImportRun, OnDuplicate } from '../../../api/types';
import { useCan, useMe } from '../../../app/me';
import { Field } from '../../../components/Field';
import { Origin } from '../../../components/Origin';
import { useTexts } from '../../../i18n';

const CHOICES: OnDuplicate[] = ['skip', 'fill', 'overwrite', 'create', 'review'];

export function ChoicesStep({ run, change }: { run: ImportRun; change: (change: ImportChange) => void }) {
  const t = useTexts();
  const can = useCan();
  const me = useMe();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('assign') });
  const owners = can('assign') ? users.filter((user) => user.active) : [me];
  const orders = run.subject === 'orders';
  const unmatched = [
    { value: 'skip', ...t.orders.unmatchedSkip },
    { value: 'create', ...t.orders.unmatchedCreate },
  ] as const;
  return (
    <div className="import-choices">
      {orders ? (
        <fieldset className="stack">
          <legend>{t.orders.unmatched}</legend>
          {unmatched.map((choice) => (
            <label key={choice.value} className="choice">
              <input type="radio" name="on-duplicate" value={choice.value} checked={(run.on_duplicate === 'create') === (choice.value === 'create')} onChange={() => change({ on_duplicate: choice.value })} />
              <b>{choice.title}</b>
              <span className="quiet">{choice.hint}</span>
            </label>
          ))}
        </fieldset>
      ) : (
      <fieldset className="stack">
        <legend>{t.importing.onDuplicate}</legend>
        {CHOICES.map((choice) => (
          <label key={choice} className="choice">
            <input type="radio" name="on-duplicate" value={choice} checked={run.on_duplicate === choice} onChange={() => change({ on_duplicate: choice })} />
            <b>{t.importing.duplicateChoices[choice].title}</b>
            <span className="quiet">{t.importing.duplicateChoices[choice].hint}</span>
          </label>
        ))}
      </fieldset>
      )}
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

// A new API token: for what, what it opens, how often it may call, until when. It is shown this once.

import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useCreateToken } from '../../api/session';
import type { Scope } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';

const SCOPES: Scope[] = ['read', 'write', 'import', 'export', 'reveal', 'admin'];
/** Enough for a script that reads page after page, little enough that a loop gone wrong is noticed. */
const USUAL_PER_MINUTE = '600';

export function NewToken() {
  const t = useTexts();
  const create = useCreateToken();
  const problemAt = useFieldProblem(create.error);
  const [name, setName] = useState('');
  const [expires, setExpires] = useState('');
  const [perMinute, setPerMinute] = useState(USUAL_PER_MINUTE);
  const [scopes, setScopes] = useState<Scope[]>(['read']);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      {
        name, scopes, expires_at: expires ? new Date(`${expires}T23:59:59`).toISOString() : null, requests_per_minute: perMinute ? Number(perMinute) : null,
      },
      { onSuccess: () => setName('') },
    );
  };
  const toggle = (scope: Scope) => setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope]);
  const copy = async (token: string) => {
    await navigator.clipboard.writeText(token);
    showToast({ text: t.common.copied });
  };

  return (
    <>
      <form className="stack" onSubmit={submit}>
        <div className="account-fields">
          <Field label={t.session.tokenName} problem={problemAt('/name')}>
            <input required placeholder={t.session.tokenNameHint} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={`${t.session.expires} (${t.common.optional})`}>
            <input type="date" value={expires} onChange={(event) => setExpires(event.target.value)} />
          </Field>
          <Field label={`${t.session.perMinute} (${t.common.optional})`} problem={problemAt('/requests_per_minute')}>
            <input type="number" min={1} max={100_000} value={perMinute} onChange={(event) => setPerMinute(event.target.value)} />
          </Field>
        </div>
        <div className="field">
          <span>{t.session.opens}</span>
          <div className="chips" role="group" aria-label={t.session.opens}>
            {SCOPES.map((scope) => (
              <button key={scope} type="button" className="chip" aria-pressed={scopes.includes(scope)} onClick={() => toggle(scope)}>{t.session.scopes[scope]}</button>
            ))}
          </div>
          <small className="quiet">{t.session.opensHint}</small>
        </div>
        <div>
          <Button htmlType="submit" disabled={scopes.length === 0} loading={create.isPending}>{t.session.createToken}</Button>
        </div>
      </form>
      <ProblemNote error={create.error} />
      {create.data ? (
        <div className="token-shown" role="status">
          <b>{`${t.session.newToken}: ${create.data.name}`}</b>
          <code>{create.data.token}</code>
          <div>
            <Button size="small" onClick={() => void copy(create.data.token)}>{t.common.copy}</Button>
          </div>
        </div>
      ) : null}
    </>
  );
}

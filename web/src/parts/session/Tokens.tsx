// API tokens: created with a purpose, shown once, revoked at will.

import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useCreateToken, useRevokeToken, useTokens } from '../../api/session';
import { Loaded } from '../../components/page';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';

export function Tokens() {
  const t = useTexts();
  const format = useFormats();
  const tokens = useTokens();
  const create = useCreateToken();
  const revoke = useRevokeToken();
  const [name, setName] = useState('');
  const [expires, setExpires] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expires_at = expires ? new Date(`${expires}T23:59:59`).toISOString() : null;
    create.mutate({ name, expires_at }, { onSuccess: () => setName('') });
  };
  const copy = async (token: string) => {
    await navigator.clipboard.writeText(token);
    showToast({ text: t.common.copied });
  };

  return (
    <section className="panel">
      <h2>{t.session.tokens}</h2>
      <div className="panel-body stack">
        <p className="quiet">{t.session.tokensHint}</p>
        <form className="row" onSubmit={submit} style={{ alignItems: 'end' }}>
          <div className="field" style={{ flex: '1 1 200px' }}>
            <label htmlFor="token-name">{t.session.tokenName}</label>
            <input id="token-name" className="input" required placeholder={t.session.tokenNameHint} value={name} onChange={(event) => setName(event.target.value)} />
          </div>
          <div className="field">
            <label htmlFor="token-expires">{`${t.session.expires} (${t.common.optional})`}</label>
            <input id="token-expires" className="input" type="date" value={expires} onChange={(event) => setExpires(event.target.value)} />
          </div>
          <Button htmlType="submit" loading={create.isPending}>{t.session.createToken}</Button>
        </form>
        {create.data ? (
          <div className="token-shown" role="status">
            <b>{`${t.session.newToken}: ${create.data.name}`}</b>
            <code>{create.data.token}</code>
            <div>
              <Button size="small" onClick={() => void copy(create.data.token)}>{t.common.copy}</Button>
            </div>
          </div>
        ) : null}
        <Loaded query={tokens} lines={2}>
          {(items) =>
            items.length === 0 ? (
              <p className="quiet">{t.session.noTokens}</p>
            ) : (
              <div>
                {items.map((token) => (
                  <div key={token.id} className="account-line">
                    <b>{token.name}</b>
                    {token.expires_at ? <span className="quiet">{`${t.session.expires} ${format.day(token.expires_at)}`}</span> : null}
                    <span className="quiet push">{token.used_at ? t.session.usedAt(format.moment(token.used_at)) : t.session.neverUsed}</span>
                    <button type="button" className="link danger" onClick={() => revoke.mutate(token.id)}>{t.session.revoke}</button>
                  </div>
                ))}
              </div>
            )
          }
        </Loaded>
      </div>
    </section>
  );
}

// API tokens: what each opens, how often, until when, when it was used last; revoked at will.

import { useRevokeToken, useTokens } from '../../api/session';
import type { ApiToken } from '../../api/types';
import { Loaded } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { NewToken } from './NewToken';

function Token({ token }: { token: ApiToken }) {
  const t = useTexts();
  const format = useFormats();
  const revoke = useRevokeToken();
  const opens = token.scopes ? token.scopes.map((scope) => t.session.scopes[scope]).join(' · ') : t.session.opensAll;
  const limits = [
    token.requests_per_minute ? t.session.limitedTo(token.requests_per_minute) : null,
    token.expires_at ? `${t.session.expires} ${format.day(token.expires_at)}` : null,
  ].filter((text) => text !== null);
  return (
    <div className="account-line">
      <b>{token.name}</b>
      <span className="quiet">{[opens, ...limits].join(' · ')}</span>
      <span className="quiet push">{token.used_at ? t.session.usedAt(format.moment(token.used_at)) : t.session.neverUsed}</span>
      <button type="button" className="link danger" aria-label={t.session.revokeToken(token.name)} onClick={() => revoke.mutate(token.id)}>{t.session.revoke}</button>
    </div>
  );
}

export function Tokens() {
  const t = useTexts();
  const tokens = useTokens();
  return (
    <section className="panel">
      <h2>{t.session.tokens}</h2>
      <div className="panel-body stack">
        <p className="quiet">{t.session.tokensHint}</p>
        <NewToken />
        <Loaded query={tokens} lines={2}>
          {(items) => (items.length === 0 ? <p className="quiet">{t.session.noTokens}</p> : <div>{items.map((token) => <Token key={token.id} token={token} />)}</div>)}
        </Loaded>
      </div>
    </section>
  );
}

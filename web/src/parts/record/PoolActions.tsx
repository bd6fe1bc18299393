// Between a record and the pool: claimed where nobody holds it, put back by whoever does, warned of before it returns.

import { Button } from 'antd';
import { useClaim, useRelease } from '../../api/pool';
import type { Party } from '../../api/types';
import { useCan, useMe } from '../../app/me';
import { useClaiming } from '../../components/claiming';
import { asProblem } from '../../api/problem';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';

export function PoolActions({ party }: { party: Party }) {
  const t = useTexts();
  const can = useCan();
  const me = useMe();
  const claim = useClaim(useClaiming(party.name));
  const release = useRelease({
    onSuccess: () => showToast({ text: t.pool.released(party.name) }),
    onError: (error) => showToast({ problem: asProblem(error) }),
  });
  if (!can('work')) return null;
  if (!party.owner) return <Button type="primary" loading={claim.isPending} onClick={() => claim.mutate(party.id)}>{t.pool.claim}</Button>;
  if (party.owner.id !== me.id || party.status !== 'prospect') return null;
  return <Button loading={release.isPending} onClick={() => release.mutate(party.id)}>{t.pool.release}</Button>;
}

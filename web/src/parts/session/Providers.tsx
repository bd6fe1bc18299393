// The ways to identity providers. They are links that the browser follows, out of the page and back.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { address } from '../../api/client';
import { meQuery, signInOptionsQuery } from '../../api/session';
import type { Me } from '../../api/types';
import { useTexts } from '../../i18n';

/** One button for each provider, on the sign-in page. */
export function ProviderButtons({ to }: { to: string }) {
  const t = useTexts();
  const { data: options } = useQuery(signInOptionsQuery);
  return options?.providers.map((provider) => (
    <Button key={provider.id} size="large" block href={address(`/sign-in/${provider.id}`, { to })}>{t.signIn.at(provider.label)}</Button>
  ));
}

/** The same over a page that has to stay as it is: in another tab, and a button to go on here afterwards. */
export function ProvidersBeside({ again, onBack }: { again: boolean; onBack: (me: Me) => void }) {
  const t = useTexts();
  const queries = useQueryClient();
  const { data: options } = useQuery(signInOptionsQuery);
  if (!options || options.providers.length === 0) return null;
  const goOn = async () => {
    const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    if (me) onBack(me);
  };
  return (
    <div className="stack">
      <p className="quiet">{t.signIn.atProviderHint}</p>
      {options.providers.map((provider) => (
        <Button key={provider.id} block href={address(`/sign-in/${provider.id}`, { to: '/account', again: again ? 'true' : null })} target="_blank">
          {t.signIn.openProvider(provider.label)}
        </Button>
      ))}
      <Button type="primary" block onClick={() => void goOn()}>{t.signIn.doneThere}</Button>
    </div>
  );
}

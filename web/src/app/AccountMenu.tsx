// Who is signed in, and the way to the account, the row height and the exit.

import { useQueryClient } from '@tanstack/react-query';
import { Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { signOut } from '../api/session';
import { useTexts } from '../i18n';
import { forgetParties } from '../components/recent';
import { showToast } from '../components/toasts';
import { asProblem } from '../api/problem';
import { useCan, useMe } from './me';
import { changePreferences, usePreferences } from './preferences';

export function AccountMenu() {
  const t = useTexts();
  const me = useMe();
  const can = useCan();
  const navigate = useNavigate();
  const client = useQueryClient();
  const compact = usePreferences().density === 'compact';

  const leave = async () => {
    try {
      await signOut();
      client.clear();
      forgetParties();
      void navigate('/sign-in');
    } catch (error) {
      showToast({ problem: asProblem(error) });
    }
  };

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', disabled: true, label: <span className="account-who">{me.name}<small>{me.email}</small></span> },
          { type: 'divider' },
          { key: 'account', label: t.session.account, onClick: () => void navigate('/account') },
          ...(can('work') ? [{ key: 'deputies', label: t.sharing.deputies, onClick: () => void navigate('/team/deputies') }] : []),
          {
            key: 'density',
            label: t.shell.density(compact),
            onClick: () => changePreferences({ density: compact ? 'comfortable' : 'compact' }),
          },
          { type: 'divider' },
          { key: 'leave', label: t.session.signOut, onClick: () => void leave() },
        ],
      }}
    >
      <button type="button" className="shell-tool shell-person" aria-label={`${t.shell.account}: ${me.name}`}>
        {me.name.slice(0, 1).toUpperCase()}
      </button>
    </Dropdown>
  );
}

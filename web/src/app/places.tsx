// The places of the page in their fixed order; those a person cannot use, and those not built yet, are absent.

import BarChartOutlined from '@ant-design/icons/BarChartOutlined';
import CheckSquareOutlined from '@ant-design/icons/CheckSquareOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined';
import UserOutlined from '@ant-design/icons/UserOutlined';
import type { ReactNode } from 'react';
import type { Right } from '../api/types';
import { useTexts } from '../i18n';
import { useCan } from './me';

export interface Place { to: string; text: string; icon: ReactNode }

export function usePlaces(): Place[] {
  const t = useTexts();
  const can = useCan();
  const all: (Place & { right: Right })[] = [
    { right: 'today', to: '/today', text: t.shell.today, icon: <CheckSquareOutlined /> },
    { right: 'lists', to: '/lists', text: t.shell.lists, icon: <UnorderedListOutlined /> },
    { right: 'prospects', to: '/prospects', text: t.shell.prospects, icon: <UserOutlined /> },
    { right: 'insight', to: '/insight', text: t.shell.insight, icon: <BarChartOutlined /> },
    { right: 'team', to: '/team', text: t.shell.team, icon: <TeamOutlined /> },
  ];
  return all.filter(({ right }) => can(right));
}

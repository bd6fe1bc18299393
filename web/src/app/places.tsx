// The places of the page in their fixed order; those a person cannot use, and those not built yet, are absent.

import BarChartOutlined from '@ant-design/icons/BarChartOutlined';
import CheckSquareOutlined from '@ant-design/icons/CheckSquareOutlined';
import FundOutlined from '@ant-design/icons/FundOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined';
import UserOutlined from '@ant-design/icons/UserOutlined';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n';
import { useCan } from './me';

export interface Place { to: string; text: string; icon: ReactNode }

export function usePlaces(): Place[] {
  const t = useTexts();
  const can = useCan();
  const all: (Place & { usable: boolean })[] = [
    { usable: can('work'), to: '/today', text: t.shell.today, icon: <CheckSquareOutlined /> },
    { usable: can('see_lists'), to: '/lists', text: t.shell.lists, icon: <UnorderedListOutlined /> },
    { usable: can('work') || can('see_lists'), to: '/prospects', text: t.shell.prospects, icon: <UserOutlined /> },
    { usable: can('see_lists'), to: '/deals', text: t.shell.deals, icon: <FundOutlined /> },
    { usable: can('see_methods'), to: '/insight', text: t.shell.insight, icon: <BarChartOutlined /> },
    { usable: can('see_people') || can('handle_requests'), to: can('see_people') ? '/team' : '/team/requests', text: t.shell.team, icon: <TeamOutlined /> },
  ];
  return all.filter(({ usable }) => usable);
}

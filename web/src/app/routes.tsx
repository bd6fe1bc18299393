// Addresses of the page. Every screen loads when it is first visited, so that signing in stays quick.

import type { ComponentType } from 'react';
import { createBrowserRouter, redirect, type RouteObject } from 'react-router';
import { Entrance } from './Entrance';
import { Waiting } from '../components/page';
import { Failed, NotFound } from './Failed';

type Screen = () => Promise<{ default: ComponentType }>;

function screen(path: string, load: Screen): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), errorElement: <Failed /> };
}

const routes: RouteObject[] = [
  { path: '/setup', lazy: async () => ({ Component: (await import('../parts/session/SetUp')).default }), errorElement: <Failed /> },
  { path: '/sign-in', lazy: async () => ({ Component: (await import('../parts/session/SignIn')).default }), errorElement: <Failed /> },
  { path: '/set-password', lazy: async () => ({ Component: (await import('../parts/session/SetPassword')).default }), errorElement: <Failed /> },
  {
    element: <Entrance />,
    errorElement: <Failed />,
    children: [
      // decided before anything is drawn, so that the screen is loaded at once
      { index: true, loader: () => redirect('/today') },
      screen('/today', () => import('../parts/today/Today')),
      screen('/lists', () => import('../parts/lists/Lists')),
      screen('/lists/duplicates', () => import('../parts/lists/doubles/Duplicates')),
      screen('/lists/imports/templates', () => import('../parts/lists/import/TemplateList')),
      screen('/lists/imports/folders', () => import('../parts/lists/import/Folders')),
      screen('/lists/imports/new', () => import('../parts/lists/import/NewImport')),
      screen('/lists/imports/:id', () => import('../parts/lists/import/ImportRun')),
      screen('/lists/:id', () => import('../parts/lists/ListPage')),
      screen('/prospects', () => import('../parts/prospects/Prospects')),
      screen('/prospects/segments', () => import('../parts/segments/Segments')),
      screen('/prospects/pool', () => import('../parts/prospects/Pool')),
      screen('/prospects/classes', () => import('../parts/judged/ProspectClasses')),
      screen('/prospects/future', () => import('../parts/judged/Future')),
      screen('/prospects/latent', () => import('../parts/judged/Latent')),
      screen('/prospects/:id', () => import('../parts/record/Record')),
      screen('/deals', () => import('../parts/deals/Deals')),
      screen('/deals/queue', () => import('../parts/deals/Queue')),
      screen('/deals/:id', () => import('../parts/deals/Deal')),
      { path: '/insight', loader: () => redirect('/insight/methods') },
      screen('/insight/methods', () => import('../parts/methods/Methods')),
      screen('/insight/supply', () => import('../parts/supply/Supply')),
      screen('/insight/dormant', () => import('../parts/supply/Dormant')),
      screen('/insight/conversions', () => import('../parts/orders/Conversions')),
      screen('/insight/deals', () => import('../parts/dealInsight/Diagnosis')),
      screen('/insight/deals/win-rates', () => import('../parts/dealInsight/WinRates')),
      screen('/insight/deals/forecast', () => import('../parts/dealInsight/Forecast')),
      screen('/insight/classes', () => import('../parts/classes/Classes')),
      screen('/insight/classes/customers', () => import('../parts/classes/Customers')),
      screen('/team/products', () => import('../parts/orders/Products')),
      screen('/team', () => import('../parts/team/People')),
      screen('/team/playbook', () => import('../parts/playbook/Playbook')),
      screen('/team/deputies', () => import('../parts/sharing/Deputies')),
      screen('/team/settings', () => import('../parts/settings/Settings')),
      screen('/team/fields', () => import('../parts/team/CustomFields')),
      screen('/team/webhooks', () => import('../parts/team/Webhooks')),
      screen('/team/webhooks/:id', () => import('../parts/team/Deliveries')),
      screen('/team/sign-in', () => import('../parts/team/SignInRules')),
      screen('/team/jobs', () => import('../parts/team/Jobs')),
      screen('/team/requests', () => import('../parts/team/Requests')),
      screen('/team/requests/:id', () => import('../parts/team/Request')),
      screen('/team/audit', () => import('../parts/team/Audit')),
      screen('/account', () => import('../parts/session/Account')),
      { path: '*', element: <NotFound /> },
    ],
  },
];

export const router = createBrowserRouter([{ hydrateFallbackElement: <Waiting />, children: routes }]);

// Asks for what every screen begins with while the screen's own script is still on its way.

import type { QueryClient } from '@tanstack/react-query';
import { labelsQuery } from '../api/labels';
import { meQuery } from '../api/session';

/** Screens for whoever is not signed in: there is nobody to ask about. */
const OUTSIDE = ['/sign-in', '/setup', '/set-password'];

export async function askAhead(queries: QueryClient): Promise<void> {
  if (OUTSIDE.some((path) => location.pathname.startsWith(path))) return;
  try {
    const me = await queries.fetchQuery(meQuery);
    if (me) await queries.prefetchQuery(labelsQuery);
  } catch {
    // the page asks again, and shows what is wrong
  }
}

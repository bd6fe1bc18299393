import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { askAhead } from './app/beginning';
import { newQueryClient, Providers } from './app/Providers';
import { router } from './app/routes';
import { loadTexts } from './i18n';
import './app/global.css';

const root = document.getElementById('root');
if (root) {
  const queries = newQueryClient();
  void askAhead(queries);
  await loadTexts();
  createRoot(root).render(
    <Providers client={queries}>
      <RouterProvider router={router} />
    </Providers>,
  );
}

// The pages about importing: a file, the kept mappings, the watched folders.

import { NavLink } from 'react-router';
import { useCan } from '../../../app/me';
import { useTexts } from '../../../i18n';

export function ImportTabs() {
  const t = useTexts();
  const can = useCan();
  return (
    <nav className="tabs" aria-label={t.lists.imports}>
      <NavLink to="/lists/imports/new">{t.lists.import}</NavLink>
      <NavLink to="/lists/imports/templates">{t.importing.templates.manage}</NavLink>
      {can('manage_settings') ? <NavLink to="/lists/imports/folders">{t.importing.folders.manage}</NavLink> : null}
    </nav>
  );
}

// Prospecting methods: what each has brought, and the catalogue that says when and how to use it.

import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { useTexts } from '../../i18n';
import { InsightTabs } from '../supply/InsightTabs';
import { Catalogue } from './Catalogue';
import { ContactResults } from './ContactResults';
import { Results } from './Results';
import './methods.css';

export default function Methods() {
  const t = useTexts();
  const [params, setParams] = useSearchParams();
  const asked = params.get('tab') ?? '';
  const tab = ['catalogue', 'contacts'].includes(asked) ? asked : 'results';
  return (
    <Page title={t.methods.title}>
      <InsightTabs />
      <Tabs
        activeKey={tab}
        onChange={(key) => setParams({ tab: key }, { replace: true })}
        items={[
          { key: 'results', label: t.methods.results, children: <Results /> },
          { key: 'contacts', label: t.methods.contacts, children: <ContactResults /> },
          { key: 'catalogue', label: t.methods.catalogue, children: <Catalogue /> },
        ]}
      />
    </Page>
  );
}

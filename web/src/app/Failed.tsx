// What is shown when a screen cannot be: a wrong address, or a part that did not load.

import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';
import { Empty } from '../components/page';
import { ProblemNote } from '../components/problems';
import { useTexts } from '../i18n';

export function NotFound() {
  const t = useTexts();
  return (
    <div className="page">
      <Empty title={t.shell.notBuilt} hint={t.shell.notBuiltHint}>
        <Link to="/today">{t.shell.backToToday}</Link>
      </Empty>
    </div>
  );
}

export function Failed() {
  const t = useTexts();
  const error = useRouteError();
  return (
    <div className="page">
      <h1>{t.shell.failed}</h1>
      <ProblemNote error={error} />
      <div>
        <Button onClick={() => window.location.reload()}>{t.common.retry}</Button>
      </div>
    </div>
  );
}

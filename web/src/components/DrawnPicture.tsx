// A drawing with its table beside it and the way to save it: whoever does not see the one reads the other.

import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTexts } from '../i18n';
import { Choices } from './Choices';
import { savePicture } from './savePicture';
import { showToast } from './toasts';
import { asProblem } from '../api/problem';

interface Props { title: string; drawing: ReactNode; table: ReactNode; beside?: ReactNode }

export function DrawnPicture({ title, drawing, table, beside }: Props) {
  const t = useTexts();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const place = useRef<HTMLDivElement>(null);
  const save = () => {
    const drawn = place.current?.querySelector('svg');
    if (drawn) savePicture(drawn, title).catch((error: unknown) => showToast({ problem: asProblem(error) }));
  };
  return (
    <section className="panel" aria-label={title}>
      <header className="spread">
        <h2>{title}</h2>
        <div className="row">
          <Choices label={title} value={view} onChange={setView} choices={[{ value: 'chart', text: t.common.chart }, { value: 'table', text: t.common.table }]} />
          {view === 'chart' ? <Button onClick={save}>{t.common.asPng}</Button> : null}
        </div>
      </header>
      <div className="panel-body stack">
        {view === 'chart' ? <div ref={place} className="drawn">{drawing}</div> : table}
        {beside}
      </div>
    </section>
  );
}

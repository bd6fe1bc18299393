// Conditions in rows or as text above the table; what they say can be kept as a segment.

import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n';
import { FilterEditor } from '../segments/FilterEditor';
import { SegmentForm } from '../segments/SegmentForm';

export function Conditions({ filter, apply }: { filter: string; apply: (filter: string) => void }) {
  const t = useTexts();
  const [text, setText] = useState(filter);
  const [keeping, setKeeping] = useState(false);
  return (
    <section className="panel panel-body stack" aria-label={t.segments.advanced}>
      <FilterEditor value={text} set={setText} />
      <div className="row">
        <Button type="primary" onClick={() => apply(text.trim())}>{t.segments.apply}</Button>
        <Button disabled={text.trim() === ''} onClick={() => setKeeping(true)}>{t.segments.keep}</Button>
      </div>
      {keeping ? <SegmentForm segment={null} filter={text} close={() => setKeeping(false)} /> : null}
    </section>
  );
}

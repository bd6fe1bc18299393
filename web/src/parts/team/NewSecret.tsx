// A secret just made, shown this once.

import { Button } from 'antd';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';
import '../session/session.css';

export function NewSecret({ secret }: { secret: string }) {
  const t = useTexts();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    showToast({ text: t.common.copied });
  };
  return (
    <div className="token-shown" role="status">
      <b>{t.webhooks.secret}</b>
      <span>{t.webhooks.secretHint}</span>
      <code>{secret}</code>
      <div><Button size="small" onClick={() => void copy()}>{t.common.copy}</Button></div>
    </div>
  );
}

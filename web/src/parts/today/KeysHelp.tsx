// The keys of Today, on '?'.

import { Modal } from 'antd';
import { useTexts } from '../../i18n';

export function KeysHelp({ close }: { close: () => void }) {
  const t = useTexts();
  const k = t.today.keys;
  const rows: [string[], string][] = [
    [['j', 'k'], k.next],
    [['Enter'], k.open],
    [['1', '…', '0'], k.outcome],
    [['Enter', 'Ctrl+Enter'], k.save],
    [['r'], k.reveal],
    [['o'], k.record],
    [['u'], k.undo],
    [['Esc'], k.close],
    [['?'], k.help],
    [['Ctrl+K'], k.palette],
  ];
  return (
    <Modal open onCancel={close} footer={null} title={t.shell.keys} width={420}>
      <dl className="keys">
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

import { notifications } from '@mantine/notifications';

/** Says for a few seconds that something worked. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'evergreen', withBorder: true });
}

/** Says why something did not work, a little longer. */
export function notifyRefused(title: string, sentence: string): void {
  notifications.show({
    title,
    message: sentence,
    color: 'red',
    withBorder: true,
    autoClose: 8_000,
    role: 'alert',
  });
}

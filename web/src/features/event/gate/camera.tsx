import { Button, Stack, Text } from '@mantine/core';
import { Camera as CameraIcon, CameraOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import classes from './gate.module.css';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

declare global {
  interface Window {
    /** Chrome and Android have it; others type or use a hand scanner. */
    readonly BarcodeDetector?: new (options: {
      readonly formats: readonly string[];
    }) => Detector;
  }
}

const LOOK_EVERY_MS = 250;
/** The same code before the camera counts again after so long. */
const SAME_CODE_MS = 4_000;

/** Whether this browser can read QR codes from its camera. */
export function canReadCodes(): boolean {
  return window.BarcodeDetector !== undefined && 'mediaDevices' in navigator;
}

function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
}

/** Calls back with every code that comes before the camera, once as long as it stays there. */
function useCodes(
  video: React.RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  onCode: (code: string) => void,
) {
  const latest = useRef(onCode);
  latest.current = onCode;
  useEffect(() => {
    const element = video.current;
    if (!stream || !element || !window.BarcodeDetector) return;
    element.srcObject = stream;
    void element.play();
    const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
    let [known, seenAtMs] = ['', 0];
    const look = async () => {
      const [code] = await detector.detect(element).catch(() => []);
      if (!code || (code.rawValue === known && Date.now() - seenAtMs < SAME_CODE_MS)) return;
      [known, seenAtMs] = [code.rawValue, Date.now()];
      latest.current(code.rawValue);
    };
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    };
  }, [stream, video]);
}

/** The camera of the device, which reads the codes that are held before it. */
export function Camera({ onCode }: { readonly onCode: (code: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [isDenied, setDenied] = useState(false);
  useCodes(video, stream, onCode);
  const start = () =>
    openCamera().then(setStream, () => {
      setDenied(true);
    });
  if (!canReadCodes()) return null;
  if (!stream)
    return (
      <Stack gap={4}>
        <Button variant="default" leftSection={<CameraIcon size={16} />} onClick={() => void start()}>
          Use the camera
        </Button>
        {isDenied ? (
          <Text size="xs" c="red" role="alert">
            The browser does not let this page use the camera.
          </Text>
        ) : null}
      </Stack>
    );
  return (
    <Stack gap="xs">
      <video ref={video} className={classes.video} playsInline muted />
      <Button variant="default" leftSection={<CameraOff size={16} />} onClick={() => setStream(null)}>
        Stop the camera
      </Button>
    </Stack>
  );
}

// Whether a part of the page has come near to what the reader sees; once so, always.
import { useEffect, useState } from "../vendor/preact.js";

export function useSeen(box) {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen) return;
    const watcher = new IntersectionObserver((all) => { if (all.some((one) => one.isIntersecting)) setSeen(true); }, { rootMargin: "400px" });
    watcher.observe(box.current);
    // On paper everything is seen.
    const print = () => setSeen(true);
    addEventListener("beforeprint", print);
    return () => { watcher.disconnect(); removeEventListener("beforeprint", print); };
  }, [seen]);
  return seen;
}

//! C compiled with the machine's own compiler, loaded, and run.

#![allow(unsafe_code)]

use interregnum_run::Settings;
use interregnum_run::draw::Stream;
use libloading::Library;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

type RunFunction = unsafe extern "C" fn(
    *const f64,
    u64,
    *const f64,
    *const u8,
    std::ffi::c_long,
    f64,
    f64,
    *mut f64,
    *mut f64,
);

/// A compiled program.
pub struct Native {
    library: Library,
    /// How long the C compiler took, in seconds.
    pub compile: f64,
    slots: usize,
}

/// When what is worked out and kept.
pub struct Times {
    /// The moment of each step.
    pub at: Vec<f64>,
    /// 1 for each step that is kept.
    pub saved: Vec<u8>,
    pub stop: f64,
    pub dt: f64,
    /// Numbers kept of one run.
    pub room: usize,
}

impl Native {
    /// Compiles and loads C, or says why it could not.
    pub fn new(c: &str, folder: &Path, name: &str, slots: usize) -> Result<Native, String> {
        let source = folder.join(format!("{name}.c"));
        let object = folder.join(format!("lib{name}.so"));
        std::fs::write(&source, c).map_err(|e| e.to_string())?;
        let begun = Instant::now();
        let compiled = Command::new("cc")
            .args(["-O3", "-march=native", "-fPIC", "-shared", "-o"])
            .args([&object, &source])
            .arg("-lm")
            .output()
            .map_err(|e| format!("cc: {e}"))?;
        if !compiled.status.success() {
            return Err(String::from_utf8_lossy(&compiled.stderr).lines().take(5).collect());
        }
        let compile = begun.elapsed().as_secs_f64();
        // SAFETY: the library was made a moment ago and runs nothing when it is loaded.
        let library = unsafe { Library::new(&object) }.map_err(|e| e.to_string())?;
        Ok(Native { library, compile, slots: slots.max(1) })
    }

    /// One run: all slots at its end. What is kept of it goes to `out`.
    pub fn run(&self, settings: &Settings, times: &Times, out: &mut Vec<f64>) -> Vec<f64> {
        out.resize(times.room, 0.0);
        let mut end = vec![0.0; self.slots];
        // SAFETY: the function has this type by its text; it reads settings in their number, one moment
        // and one mark for each step, and writes as many numbers as there is room for.
        unsafe {
            let Ok(run) = self.library.get::<RunFunction>(b"run") else { return end };
            run(
                settings.values.as_ptr(),
                Stream::new(settings.seed, settings.member).bits(),
                times.at.as_ptr(),
                times.saved.as_ptr(),
                times.at.len() as std::ffi::c_long - 1,
                times.stop,
                times.dt,
                out.as_mut_ptr(),
                end.as_mut_ptr(),
            );
        }
        end
    }
}

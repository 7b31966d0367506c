//! Strongly connected components (Tarjan, "Depth-first search and linear graph algorithms", 1972),
//! without recursion: hostile models are long chains.

/// The components of a graph, each after those its edges lead to; nodes of a component in order of
/// number.
pub fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        found: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        waiting: vec![false; edges.len()],
        stack: Vec::new(),
        count: 0,
        components: Vec::new(),
    };
    for node in 0..edges.len() {
        if search.found.get(node).is_some_and(Option::is_none) {
            search.from(node);
        }
    }
    search.components
}

struct Search<'e> {
    edges: &'e [Vec<usize>],
    /// When each node was found.
    found: Vec<Option<usize>>,
    /// The earliest found node still waiting that each can reach.
    lowest: Vec<usize>,
    /// Whether a node is found but not yet in a component.
    waiting: Vec<bool>,
    stack: Vec<usize>,
    count: usize,
    components: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn from(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.find(root);
        while let Some((node, next)) = path.pop() {
            match self.edges.get(node).and_then(|edges| edges.get(next)) {
                Some(target) => {
                    path.push((node, next + 1));
                    match self.found.get(*target).copied() {
                        Some(None) => {
                            self.find(*target);
                            path.push((*target, 0));
                        }
                        Some(Some(when)) if self.is_waiting(*target) => self.lower(node, when),
                        Some(Some(_)) | None => {}
                    }
                }
                None => {
                    let lowest = self.lowest.get(node).copied().unwrap_or(0);
                    if let Some((parent, _)) = path.last() {
                        self.lower(*parent, lowest);
                    }
                    if self.found.get(node) == Some(&Some(lowest)) {
                        self.close(node);
                    }
                }
            }
        }
    }

    fn find(&mut self, node: usize) {
        if let (Some(found), Some(lowest), Some(waiting)) =
            (self.found.get_mut(node), self.lowest.get_mut(node), self.waiting.get_mut(node))
        {
            *found = Some(self.count);
            *lowest = self.count;
            *waiting = true;
        }
        self.count += 1;
        self.stack.push(node);
    }

    fn is_waiting(&self, node: usize) -> bool {
        self.waiting.get(node).copied().unwrap_or(false)
    }

    fn lower(&mut self, node: usize, when: usize) {
        if let Some(lowest) = self.lowest.get_mut(node) {
            *lowest = (*lowest).min(when);
        }
    }

    fn close(&mut self, node: usize) {
        let mut component = Vec::new();
        while let Some(member) = self.stack.pop() {
            if let Some(waiting) = self.waiting.get_mut(member) {
                *waiting = false;
            }
            component.push(member);
            if member == node {
                break;
            }
        }
        component.sort_unstable();
        self.components.push(component);
    }
}

/// A shortest way round through `start` within the nodes for which `inside` holds, as nodes in
/// order beginning with `start`; `None` where there is none.
pub fn shortest_circle(
    edges: &[Vec<usize>],
    start: usize,
    inside: &dyn Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    let mut before: Vec<Option<usize>> = vec![None; edges.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for target in edges.get(node).into_iter().flatten() {
            if *target == start {
                let mut way = vec![node];
                let mut at = node;
                while at != start {
                    at = before.get(at).copied().flatten()?;
                    way.push(at);
                }
                way.reverse();
                return Some(way);
            }
            if inside(*target)
                && let Some(slot @ None) = before.get_mut(*target)
            {
                *slot = Some(node);
                queue.push_back(*target);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;

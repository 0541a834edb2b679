// All that a participant's page runs, in one file once it is bundled (deploy/bundle_scripts.py).
import "../announce.js";
import "../live.js";
import "../save-line.js";
import "../kept-here.js";
import "../character-count.js";
import "../submit-once.js";
import "./questions.js";
import "./following.js";
import "./timer.js";
import "./leaving.js";

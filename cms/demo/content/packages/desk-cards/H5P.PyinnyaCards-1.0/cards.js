// A content type of H5P: cards that are turned one after the other; it keeps the place.
var H5P = H5P || {};

H5P.PyinnyaCards = (function () {
  "use strict";

  function PyinnyaCards(parameters, id, extras) {
    H5P.EventDispatcher.call(this);
    var before = (extras && extras.previousState) || {};
    var self = this, place = before.place || 0, isTurned = Boolean(before.isTurned);
    var holder = document.createElement("div");

    function write(tag, text) {
      var made = document.createElement(tag);
      made.textContent = text;
      return made;
    }
    function button(text, act) {
      var made = write("button", text);
      made.type = "button";
      made.addEventListener("click", function () {
        act();
        draw();
        holder.querySelector("button").focus();
        self.trigger("resize");
      });
      return made;
    }
    function finish() {
      var event = self.createXAPIEventTemplate("completed");
      event.setScoredResult(parameters.cards.length, parameters.cards.length, self, true, true);
      self.trigger(event);
    }
    function next() {
      place += 1;
      isTurned = false;
      if (place >= parameters.cards.length) finish();
      else self.triggerXAPI("progressed");
    }
    function draw() {
      holder.replaceChildren();
      if (place >= parameters.cards.length) {
        holder.append(write("p", parameters.done), button(parameters.again, function () { place = 0; }));
        return;
      }
      var card = document.createElement("div");
      card.className = "pyinnya-cards__card";
      card.append(write("p", parameters.cards[place].front));
      if (isTurned) card.append(write("p", parameters.cards[place].back));
      holder.append(card, isTurned
        ? button(parameters.next, next)
        : button(parameters.turn, function () { isTurned = true; self.triggerXAPI("interacted"); }));
    }

    self.getCurrentState = function () { return { place: place, isTurned: isTurned }; };
    self.attach = function ($container) {
      holder.className = "pyinnya-cards";
      holder.lang = "my";
      $container.get(0).append(holder);
      draw();
      // Once the font is there the lines are as long as they stay.
      document.fonts.ready.then(function () { self.trigger("resize"); });
    };
  }

  PyinnyaCards.prototype = Object.create(H5P.EventDispatcher.prototype);
  PyinnyaCards.prototype.constructor = PyinnyaCards;
  return PyinnyaCards;
})();
